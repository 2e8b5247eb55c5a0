/// The kind of a family of series.
package enum MetricKind: String, Sendable {
    case counter, gauge, histogram
}
