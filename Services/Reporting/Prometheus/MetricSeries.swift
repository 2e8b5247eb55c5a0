/// A series: its labels, and a value for each of the moments that are asked for.
struct MetricSeries: Hashable, Sendable {
    var labels: [String: String]
    /// Nil where it has none.
    var values: [Double?]
}
