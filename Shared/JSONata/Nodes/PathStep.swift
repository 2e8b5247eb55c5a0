/// One step of a path.
final class PathStep: Sendable {
    /// What follows the step itself.
    enum Stage: Sendable {
        case filter(Filter)
        /// Binds the position of each value that is left.
        case index(slot: Int)
    }

    enum Action: Sendable {
        case evaluate(any Node)
        case sort(Ordering)
    }

    let action: Action
    let stages: [Stage]
    /// The slot to which `@$a` binds each value.
    let focus: Int?
    /// The slot to which `#$a` binds its position.
    let index: Int?
    /// The slot in which a later `%` finds the context of this step.
    let ancestor: Int?
    /// Whether it is an array as the first step, which is made once and not for each value of the context.
    let isConstructedArray: Bool
    /// The field's name, when the step is a field and nothing else.
    let plainName: String?

    init(
        _ action: Action, stages: [Stage], focus: Int?, index: Int?, ancestor: Int?, isConstructedArray: Bool
    ) {
        self.action = action
        self.stages = stages
        self.focus = focus
        self.index = index
        self.ancestor = ancestor
        self.isConstructedArray = isConstructedArray
        if case .evaluate(let node) = action, stages.isEmpty {
            plainName = (node as? NameNode)?.name
        } else {
            plainName = nil
        }
    }
}
