import MeshCore

/// `|pattern|update, delete|`: a function that returns a copy of what it is given with changes.
final class TransformNode: Node {
    private let pattern: any Node
    private let update: any Node
    private let deletion: (any Node)?
    private let position: Int
    /// The variable `$clone`, by which the copy is made.
    private let clone: VariableNode

    init(_ pattern: any Node, update: any Node, deletion: (any Node)?, clone: VariableNode, at position: Int) {
        self.pattern = pattern
        self.update = update
        self.deletion = deletion
        self.clone = clone
        self.position = position
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        run.capture(frame)
        return .function(FunctionValue(.transform(self, frame)))
    }

    private static let signature = Builtin("transform", "<(oa):o>", arity: 1) { _, arguments in arguments[0] }

    /// The changed copy.
    func transformed(_ arguments: [Value], _ run: Evaluation, _ frame: Frame) throws(JSONataError) -> Value {
        let checked = try run.apply(Self.signature, arguments, context: .null)
        if checked.isUndefined { return .undefined }
        var original = checked
        if let bound = clone.bound(in: frame) {
            guard let function = bound.function else { throw JSONataError("T2013", at: position) }
            original = try run.apply(function, [checked])
        }
        let json = original.shownJSON() ?? .null
        // What matches is changed where it lies, so the copy is made of objects that can be.
        let copy = Record.mutable(json)
        try run.spend(bytes: 4096)
        let matches = try run.evaluate(pattern, copy, frame)
        if !matches.isUndefined {
            for index in 0..<matches.elementCount { try change(matches.element(index), run, frame) }
        }
        return Value(copy.shownJSON())
    }

    private func change(_ match: Value, _ run: Evaluation, _ frame: Frame) throws(JSONataError) {
        let changes = try run.evaluate(update, match, frame)
        if !changes.isUndefined {
            guard let members = changes.members else {
                throw JSONataError("T2011", at: position, value: changes.shown)
            }
            if case .record(let record) = match {
                for (name, value) in members { record.set(name, to: value) }
            }
        }
        guard let deletion else { return }
        let names = try run.evaluate(deletion, match, frame)
        if names.isUndefined { return }
        for index in 0..<names.elementCount {
            guard case .string(let name) = names.element(index) else {
                throw JSONataError("T2012", at: position, value: names.shown)
            }
            if case .record(let record) = match { record.remove(name) }
        }
    }
}
