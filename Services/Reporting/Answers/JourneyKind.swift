/// The reports about visitors' journeys, by the last part of their paths.
enum JourneyKind: String, Hashable, Sendable, CaseIterable {
    case funnels, retention, paths, attribution
}
