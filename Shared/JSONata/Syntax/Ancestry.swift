import MeshCore

/// Finds for each `%` the step whose context it means.
enum Ancestry {
    /// Passes the wishes of a part on to the whole.
    static func push(_ part: SyntaxNode, to whole: SyntaxNode) {
        whole.seekingParents += part.seekingParents
        if part.kind == .parent, let slot = part.slot { whole.seekingParents.append(slot) }
    }

    /// Fulfils the wishes of a path's last step by the steps before it; what is not found there is wished from outside.
    static func resolve(_ path: SyntaxNode) throws(JSONataError) {
        guard let last = path.children.last else { return }
        var slots = last.seekingParents
        if last.kind == .parent, let slot = last.slot { slots.append(slot) }
        for slot in slots {
            var index = path.children.count - 2
            while slot.level > 0 {
                if index < 0 {
                    path.seekingParents.append(slot)
                    break
                }
                var step = path.children[index]
                index -= 1
                // Steps in a row that bind a focus all have the same context.
                while index >= 0, step.focus != nil, path.children[index].focus != nil {
                    step = path.children[index]
                    index -= 1
                }
                try seek(slot, in: step)
            }
        }
    }

    /// Lets a step be the one that is meant, if it is the right number of steps back.
    static func seek(_ slot: AncestorSlot, in node: SyntaxNode) throws(JSONataError) {
        switch node.kind {
        case .name, .wildcard:
            slot.level -= 1
            guard slot.level == 0 else { return }
            // Two wishes for the same step share its name.
            if let present = node.ancestor { slot.label = present.label }
            node.ancestor = slot
            node.isTuple = true
        case .parent: slot.level += 1
        case .block:
            guard let last = node.children.last else { return }
            node.isTuple = true
            try seek(slot, in: last)
        case .path:
            node.isTuple = true
            var index = node.children.count - 1
            repeat {
                try seek(slot, in: node.children[index])
                index -= 1
            } while slot.level > 0 && index >= 0
        case .variable, .string, .number, .value, .regex, .descendant, .end, .word, .binary, .negation, .array, .object,
            .condition, .function, .partial, .lambda, .transform, .bind, .apply, .sort:
            throw JSONataError("S0217", at: node.position, token: .string(node.kind.rawValue))
        }
    }
}
