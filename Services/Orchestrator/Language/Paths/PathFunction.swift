/// A function at a place of a path, such as `$.items.length()`.
enum PathFunction: String, Hashable, Sendable {
    case min
    case max
    case avg
    case stddev
    case sum
    case length
    case size
    case keys
    case concat
    case append
    case first
    case last
    case index
    case distinct
}
