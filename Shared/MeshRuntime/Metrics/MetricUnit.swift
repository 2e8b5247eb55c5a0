/// The base unit of a metric, as Prometheus names it in the suffix.
package enum MetricUnit: String, Sendable {
    case seconds, bytes, ratio
}
