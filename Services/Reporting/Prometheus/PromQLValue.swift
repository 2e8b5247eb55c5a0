/// What a query comes to, for each of the moments that are asked for.
enum PromQLValue: Hashable, Sendable {
    case scalar([Double])
    case vector([MetricSeries])
}
