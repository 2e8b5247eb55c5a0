/// The schema of the members whose names fit a pattern.
struct PatternRule: Sendable {
    let pattern: ECMAPattern
    let node: Int
}
