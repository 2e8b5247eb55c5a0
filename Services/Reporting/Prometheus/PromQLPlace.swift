/// A place of a query's text, both counted from 1.
struct PromQLPlace: Hashable, Sendable {
    var line = 1
    var column = 1
}
