/// A visit by its place in a walk.
struct TrailVisit: Hashable, Sendable {
    let segment: Int
    let visit: Int
}
