/**
 * Predicted lifetime value: how often a customer will buy, whether they are still one, and what they will spend.
 *
 * <p>Purchases are those of BG/NBD ({@link dev.milepost.cohorts.lifetime.BgNbd}), spend per purchase that of Gamma-Gamma
 * ({@link dev.milepost.cohorts.lifetime.GammaGamma}); the value of a time ahead is the product of their expectations, because
 * the models take spend to be independent of how often somebody buys. Nothing is discounted.
 *
 * <p>Input is {@link dev.milepost.cohorts.lifetime.PurchaseHistory}: all that a customer bought on one UTC day in one currency is one
 * transaction, the first day is no repeat, time is in weeks since it, and the observed time ends with the calibration. Spend is the
 * mean over repeat days; one whose repeat days brought nothing says nothing of it.
 *
 * <p>Both likelihoods are maximised over the logarithms of their parameters, by conjugate gradients of analytic derivatives
 * ({@link dev.milepost.cohorts.lifetime.Optimum}), over the distinct histories with their counts. What cannot be fitted is an
 * {@link dev.milepost.cohorts.lifetime.UnfitException} that says why; spend that is the same of all is taken to stay so.
 *
 * <p>Plain Java: no Flink, no Avro, no database.
 */
package dev.milepost.cohorts.lifetime;
