package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.TableContract;
import dev.milepost.schemas.Tables;
import dev.milepost.testkit.MetricViews;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The migrated warehouse, the Avro schemas and the encoder say the same. */
final class TablesAgreeIT {

    /** Columns of keys that stand for others, which the key had to grow by. */
    private static final Map<String, String> MADE_OF =
            Map.of("event_time", "touch_millis", "touch_time", "touch_millis");

    /** Tables of what commands compute: of both stores, and nobody's rows. */
    private static final List<String> BY_COMMANDS = List.of("attribution_models", "ltv_forecast");

    /** Measurements of the pipeline: of no generation, and of one store. */
    private static final String MEASURED = "pipeline_metrics";

    private static Warehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = Warehouse.open();
        Migrator.migrate(warehouse.client());
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    static Collection<TableContract> tables() {
        return Tables.all();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTableHasTheColumnsThatRowsAreEncodedWith(TableContract table) throws ClickHouseFailure {
        List<Column> columns = warehouse
                .client()
                .query("SELECT name, type FROM system.columns WHERE database = 'milepost_store' AND table = '"
                        + table.table() + "' AND default_kind = '' ORDER BY position")
                .stream()
                .map(row -> new Column(row.get("name"), row.get("type")))
                .toList();

        assertThat(columns).isEqualTo(RowEncoder.of(table.table()).columns());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTableReplacesRowsOfOneKeyByRevision(TableContract table) throws ClickHouseFailure {
        Map<String, String> found = warehouse
                .client()
                .query("SELECT engine_full, sorting_key, primary_key, partition_key FROM system.tables"
                        + " WHERE database = 'milepost_store' AND name = '" + table.table() + "'")
                .get(0);

        List<String> key = table.key().stream()
                .map(column -> table.table().equals("events") ? column : MADE_OF.getOrDefault(column, column))
                .toList();
        assertThat(found.get("sorting_key")).isEqualTo(String.join(", ", key));
        // A key that grew by a migration keeps its index as it was.
        assertThat(found.get("sorting_key")).startsWith(found.get("primary_key"));
        assertThat(found.get("partition_key")).isEqualTo(table.table().equals("events") ? "toYYYYMM(event_time)" : "");
        assertThat(found.get("engine_full"))
                .startsWith("ReplacingMergeTree(revision, is_deleted) ")
                .contains("non_replicated_deduplication_window = 10000");
    }

    @Test
    void theServerMakesWhatAKeyHasGrownByOfColumnsThatWereThere() throws ClickHouseFailure {
        assertThat(warehouse.text("SELECT table, name, default_expression FROM system.columns"
                        + " WHERE database = 'milepost_store' AND default_kind = 'MATERIALIZED' ORDER BY table"))
                .isEqualTo("""
                        credits\ttouch_millis\tifNull(toUnixTimestamp64Milli(touch_time), 0)
                        touches\ttouch_millis\ttoUnixTimestamp64Milli(event_time)""");
    }

    @Test
    void everyTableOfTheStoreIsKnown() throws ClickHouseFailure {
        assertThat(warehouse.client().query("SELECT name FROM system.tables WHERE database = 'milepost_store'").stream()
                        .map(row -> row.get("name"))
                        .filter(name -> !List.of("migrations", "generations", "replays", "signals_of_events", MEASURED)
                                        .contains(name)
                                && !Tables.FILLED_BY_THE_SERVER.contains(name)
                                && !BY_COMMANDS.contains(name)))
                .containsExactlyInAnyOrderElementsOf(
                        Tables.all().stream().map(TableContract::table).toList());
    }

    @Test
    void theSecondStoreHasTheSameTables() throws ClickHouseFailure {
        String tables = "SELECT name, replaceAll(engine_full, 'milepost_store_b', 'milepost_store') FROM system.tables"
                + " WHERE database = '%s' AND name NOT IN ('migrations', 'generations', 'replays', '"
                + MEASURED + "', '" + String.join("', '", BY_COMMANDS) + "') ORDER BY name";
        assertThat(warehouse.text(tables.formatted("milepost_store_b")))
                .isNotEmpty()
                .isEqualTo(warehouse.text(tables.formatted("milepost_store")));
    }

    @Test
    void everyTableViewAndColumnIsExplained() throws ClickHouseFailure {
        assertThat(warehouse.text("SELECT database, table, name FROM system.columns"
                        + " WHERE database LIKE 'milepost%' AND comment = ''"))
                .isEmpty();
        assertThat(warehouse.text(
                        "SELECT database, name FROM system.tables WHERE database LIKE 'milepost%' AND comment = ''"))
                .isEmpty();
    }

    /** ClickHouse divides decimals with the digits of the first: of two amounts it would be whole numbers. */
    @Test
    void noAmountOfAViewIsADecimalWithoutDigits() throws ClickHouseFailure {
        assertThat(warehouse.text("SELECT table, name FROM system.columns WHERE database = 'milepost'"
                        + " AND match(type, 'Decimal\\\\(\\\\d+, 0\\\\)')"))
                .isEmpty();
    }

    @Test
    void everyViewReadsWithItsDefinersRights() throws ClickHouseFailure {
        List<Map<String, String>> views = warehouse
                .client()
                .query("SELECT name, create_table_query AS made FROM system.tables WHERE database = 'milepost'");

        assertThat(views)
                .extracting(view -> view.get("name"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Tables.all().stream().map(TableContract::table),
                                Stream.concat(
                                        BY_COMMANDS.stream(),
                                        Stream.concat(
                                                Stream.of(
                                                        "liability",
                                                        "reward_use",
                                                        "fraud_labels",
                                                        "fraud_quality",
                                                        "currencies",
                                                        MEASURED),
                                                MetricViews.NAMES.stream())))
                        .toList());
        assertThat(views).allSatisfy(view -> assertThat(view.get("made")).contains("SQL SECURITY DEFINER"));
    }

    @Test
    void aCurrencyHasTheDigitsThatIso4217GivesIt() throws ClickHouseFailure {
        Map<String, Integer> shown = new TreeMap<>();
        for (Map<String, String> row :
                warehouse.client().query("SELECT currency, digits, unit_minor FROM milepost.currencies")) {
            int digits = Integer.parseInt(row.get("digits"));
            assertThat(row.get("unit_minor"))
                    .isEqualTo(BigDecimal.TEN.pow(digits).toPlainString());
            assertThat(shown.put(row.get("currency"), digits)).isNull();
        }

        Map<String, Integer> known = Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                .collect(Collectors.toMap(Currency::getCurrencyCode, Currency::getDefaultFractionDigits));
        // An older runtime does not know the latest ones.
        assertThat(shown).containsAllEntriesOf(known).containsEntry("JPY", 0).containsEntry("KWD", 3);
    }

    /** The query surface that others build on: these columns, first and in this order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "events | event_id stream event_time received_at user_id anonymous_id name order_id refund_id amount_minor currency channel campaign referral_code",
                "touches | touch_id user_id anonymous_id event_time channel campaign referral_code revision",
                "identities | anonymous_id user_id event_time event_id revision",
                "bindings | referral_id referee_id advocate_id code program_id evidence touch_id status refusal bound_time revision",
                "conversions | conversion_id user_id kind order_id is_first amount_minor gross_minor currency conversion_time revision",
                "credits | conversion_id user_id kind model touch_id channel campaign referral_code advocate_id program_id weight amount_minor currency conversion_time touch_time revision anonymous_id",
                "journey | user_id journey_id name event_time referral_id advocate_id program_id cause_event_id revision",
                "dead_letters | dead_letter_id reason detail stream origin origin_partition origin_position event_id event_time received_at payload revision",
                "progress | stage subtask watermark revision",
                "milestones | program_id milestone_id subject_kind subject_id occurrence version user_id reached_at cause_event_id value_minor currency revision",
                "asks | program_id user_id ask_id decision reason milestone_id occurrence version category experiment_id arm guard_values milestone_time decided_at known_at send_at channel template cause_event_id late_correction revision value_minor currency referral_code link turn",
                "exposures | experiment_id user_id program_id milestone_id ask_id arm exposed_at revision",
                "rewards | program_id beneficiary_id reward_id side rule_id version subject_kind subject_id occurrence advocate_id referral_ids kind state reason amount_minor owed_minor currency earned_at hold_until expires_at updated_at late_correction revision",
                "ledger | program_id beneficiary_id reward_id entry_id step side kind amount_minor currency effective_at known_at cause_event_id reason late_correction revision",
                "fraud_verdicts | program_id referral_id verdict_id advocate_id referee_id assessed_for decided_at score codes logit intercept contributions missing segment model_version rule_version weights_version replay revision",
                "fraud_reasons | program_id referral_id verdict_id code rank value baseline contribution evidence decided_at revision",
                "fraud_cases | program_id case_id advocate_id ring_id status version opened_at claimed_by claimed_until escalated referrals undecided score money_minor currency sla_at due_at pending_by merged_into audit_events audit_hash revision alerts",
                "fraud_case_events | program_id case_id sequence happened_at kind version actor cause_id detail previous_hash hash revision",
                "rings | ring_id since until generation change size members kinds referrals internal_referrals internal_share mean_omega cycles is_part revision",
                "fraud_weights | trained_at outcome version live_version valid_from intercept weights centres calibration candidate_loss live_loss trained_on held_out audited revision",
                "fraud_labels | program_id referral_id fraud source decision typology labelled_at propensity verdict_id score weights_version codes",
                "fraud_quality | program_id measure code bin weights_version value expected low high numerator denominator n as_of",
                "referral_signals | event_id name event_time anonymous_id user_id referral_code owner_id",
                "funnel_referrals | program_id milestone_id milestone_program_id referral_id referee_id advocate_id rejected signed_up_at qualified_at activated_at purchased_at rewarded_at",
                "funnel_asks | program_id milestone_id ask_id user_id experiment_id arm decision reason reached_at asked_at watched_until viewed_at shared_at clicked_at opted_out_at referees signed_up_at activated_at purchased_at rewarded_at",
                "funnel_steps | program_id milestone_id ask_id reached_at stage_number stage at previous_at window_days observed_until",
                "funnel_stages | program_id milestone_id month stage_number stage window_days numerator denominator rate subjects waiting mature",
                "funnel_daily | program_id milestone_id day stage_number stage window_days numerator denominator rate subjects mature",
                "ask_outcomes | program_id milestone_id month decision reason numerator denominator rate mature",
                "time_to_stage_curve | program_id milestone_id since stage_number stage seconds at_risk events censored survival standard_error waiting",
                "time_to_stage | program_id milestone_id since stage_number stage numerator denominator censored seconds_p25 seconds_p50 seconds_p90 all_seconds_p25 all_seconds_p50 all_seconds_p90 came mature",
                "cohort_retention | anchor grain cohort_start period source program_id milestone_id numerator denominator rate orders complete",
                "cohort_ltv | anchor grain cohort_start period source program_id milestone_id currency numerator_minor denominator ltv_minor complete",
                "source_ltv | month source program_id milestone_id segment currency horizon_days numerator_minor denominator ltv_minor buyers repeat_buyers buyer_rate repeat_rate mature",
                "source_comparison | metric currency horizon_days referred unmatched others strata referred_sum referred_mean others_mean difference low high multiple mature",
                "referral_rates | program_id month metric window_days numerator denominator rate mature",
                "referral_economics | program_id month currency customers earned_minor voided_minor released_minor paid_minor expired_minor reversed_minor kept_minor cost_minor cac_minor net_30_minor net_90_minor net_180_minor net_365_minor roi_30 roi_90 roi_180 roi_365 payback_days mature_days liability_minor expected_liability_minor payout_rate breakage_rate settled sales_minor all_sales_minor share_of_sales complete",
                "advocate_health | standing program_id experiment_id month metric window_days numerator denominator rate mature",
                "assisted_conversions | program_id month kind currency assisted closed denominator assisted_rate assisted_minor closed_minor complete",
                "risk_metrics | program_id month metric referred currency numerator denominator rate mature",
                "currencies | currency digits unit_minor",
                "pipeline_metrics | recorded_at job operator subtask metric value",
                "programs | program_id version valid_from valid_to file_name text applied_at applied_by event_id revision"
            })
    void aViewHasTheColumnsOfTheQuerySurface(String view, String columns) throws ClickHouseFailure {
        List<String> found = warehouse.client().query("DESCRIBE TABLE milepost." + view).stream()
                .map(row -> row.get("name"))
                .toList();

        assertThat(found).startsWith(columns.split(" "));
        assertThat(found).doesNotContain("is_deleted");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aViewLosesNoColumnOfItsTable(TableContract table) throws ClickHouseFailure {
        if (table.table().equals("credits")) {
            return; // Its wide columns are rows of the view.
        }
        assertThat(warehouse.client().query("DESCRIBE TABLE milepost." + table.table()).stream()
                        .map(row -> row.get("name")))
                .containsAll(table.schema().getFields().stream()
                        .map(field -> field.name())
                        .filter(name -> !name.equals("rows_out")) // Two runs over the same events differ in it.
                        .toList());
    }
}
