package dev.milepost.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.milepost.schemas.row.AskRow;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

final class TopicsTest {

    @Test
    void everyTopicThatRowsLeaveToHasItsTableAndKey() {
        assertThat(Topics.all())
                .extracting(
                        TopicContract::topic,
                        TopicContract::table,
                        TopicContract::keyField,
                        TopicContract::turnField,
                        TopicContract::isKeyedByRow)
                .containsExactlyInAnyOrder(
                        tuple("asks", "asks", "user_id", "turn", false),
                        tuple("ledger", "ledger", "reward_id", null, false),
                        tuple("fraud-verdicts", "fraud_verdicts", "referral_id", null, false),
                        tuple("fraud-cases", "fraud_cases", "case_id", null, false),
                        tuple("dead-letters", "dead_letters", "dead_letter_id", null, true));
        assertThat(Topics.of("asks")).containsExactly(Topics.named(Topics.ASKS));
        assertThat(Topics.of("touches")).isEmpty();
        assertThatThrownBy(() -> Topics.named("journey")).hasMessageContaining("Topics: ");
    }

    @Test
    void aMessageHasTheTypesOfItsTablesColumns() {
        assertThat(Topics.all())
                .allSatisfy(topic -> topic.schema().getFields().forEach(field -> {
                    Schema.Field column = Tables.named(topic.table()).schema().getField(TopicContract.column(field));
                    assertThat(field.schema())
                            .as(topic.topic() + "." + field.name())
                            .isEqualTo(column.schema());
                }));
        assertThat(Topics.named(Topics.ASKS).newMessage().getSchema().getField("guard_values"))
                .as("what the guards saw stays inside")
                .isNull();
        assertThat(AskRow.getClassSchema().getField("guard_values")).isNotNull();
    }

    @Test
    void aTableMayComeToBeToldAndATopicStaysTheSame() {
        Schema before = schema("");
        Schema told = schema("\"topic\": \"t\", \"topic_key\": \"a\",");
        assertThat(SchemaEvolution.violations(before, told)).isEmpty();
        assertThat(SchemaEvolution.violations(told, before)).isNotEmpty();
        assertThat(SchemaEvolution.violations(told, schema("\"topic\": \"t\", \"topic_key\": \"b\",")))
                .extracting(Object::toString)
                .anySatisfy(violation -> assertThat(violation).contains("topic_key was a and is b"));
    }

    private static Schema schema(String properties) {
        return new Schema.Parser()
                .parse(
                        "{\"type\": \"record\", \"name\": \"R\", \"table\": \"r\", \"table_key\": [\"a\"], "
                                + properties
                                + "\"fields\": [{\"name\": \"a\", \"type\": \"string\"}, {\"name\": \"b\", \"type\": \"string\"}]}");
    }
}
