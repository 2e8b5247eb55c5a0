/// One step of a reference path.
enum ReferenceStep: Hashable, Sendable {
    case member(String)
    case index(Int)

    /// The same step of any path; nil when it names more than one place, or counts from the end.
    init?(_ step: PathStep) {
        switch step {
        case .members(let names) where names.count == 1: self = .member(names[0])
        case .indexes(let positions) where positions.count == 1 && positions[0] >= 0: self = .index(positions[0])
        case .members, .indexes, .wildcard, .slice, .descendants, .filter, .function: return nil
        }
    }
}
