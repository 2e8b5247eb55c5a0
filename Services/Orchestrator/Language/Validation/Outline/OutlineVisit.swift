/// A step of the way through a definition in the order of its text.
enum OutlineVisit: Sendable {
    case scope(Int)
    case state(Int)
}
