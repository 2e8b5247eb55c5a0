/// A variable, or the value that `%` stands for.
final class VariableNode: Node {
    let name: String
    /// Where it may be bound, the innermost first.
    let places: [VariablePlace]
    /// The function of that name, which is there when nothing is bound.
    let builtin: Builtin?

    init(_ name: String, places: [VariablePlace], builtin: Builtin?) {
        self.name = name
        self.places = places
        self.builtin = builtin
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        if let bound = bound(in: frame) { return bound }
        guard let builtin else { return .undefined }
        return .function(FunctionValue(.builtin(builtin)))
    }

    /// What is bound to it; nil when nothing is.
    @inline(__always)
    func bound(in frame: Frame) -> Value? {
        for place in places {
            var frame = frame
            for _ in 0..<place.hops {
                guard let parent = frame.parent else { preconditionFailure("a variable lies outside of all scopes") }
                frame = parent
            }
            if place.slot < frame.slots.count, let value = frame.slots[place.slot] { return value }
        }
        return nil
    }
}
