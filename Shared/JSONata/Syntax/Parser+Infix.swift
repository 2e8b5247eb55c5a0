import MeshCore

extension Parser {
    /// Reads what follows an operator behind an operand; the operator has been left.
    mutating func infix(_ operation: Token, after left: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        guard case .operator(let word) = operation.kind else {
            preconditionFailure("only operators bind what stands left of them")
        }
        switch word {
        case "(": return try call(of: left, at: operation.position)
        case "[": return try predicate(on: left, at: operation.position)
        case "^": return try ordering(of: left, at: operation.position)
        case "{":
            let node = binary(word, left, at: operation.position)
            node.pairs = try pairs()
            return node
        case ":=":
            guard left.kind == .variable else {
                throw JSONataError("S0212", at: left.position, token: left.shown)
            }
            let node = binary(word, left, at: operation.position)
            node.children.append(try expression(9))
            return node
        case "@", "#": return try binding(word, on: left, at: operation.position)
        case "?", "?:", "??": return try condition(word, left, at: operation.position)
        default:
            let node = binary(word, left, at: operation.position)
            node.children.append(try expression(Self.powers[word] ?? 0))
            return node
        }
    }

    private func binary(_ word: String, _ left: SyntaxNode, at position: Int) -> SyntaxNode {
        let node = SyntaxNode(.binary, at: position)
        node.text = word
        node.children = [left]
        return node
    }

    /// `[…]` behind a step, or `[]`, by which an array stays one even with a single element.
    private mutating func predicate(on left: SyntaxNode, at position: Int) throws(JSONataError) -> SyntaxNode {
        if token.id == "]" {
            var step = left
            while step.kind == .binary, step.text == "[" { step = step.children[0] }
            step.keepsArray = true
            try advance("]")
            return left
        }
        let node = binary("[", left, at: position)
        node.children.append(try expression(0))
        try advance("]", isInfix: true)
        return node
    }

    private mutating func ordering(of left: SyntaxNode, at position: Int) throws(JSONataError) -> SyntaxNode {
        let node = binary("^", left, at: position)
        try advance("(")
        while true {
            let isDescending = token.id == ">"
            if isDescending || token.id == "<" { try advance() }
            node.terms.append(SyntaxNode.Term(isDescending: isDescending, expression: try expression(0)))
            if token.id != "," { break }
            try advance(",")
        }
        try advance(")")
        return node
    }

    private mutating func binding(
        _ word: String, on left: SyntaxNode, at position: Int
    ) throws(JSONataError) -> SyntaxNode {
        let node = binary(word, left, at: position)
        let variable = try expression(80)
        guard variable.kind == .variable else {
            throw JSONataError("S0214", at: variable.position, token: .string(word))
        }
        node.children.append(variable)
        return node
    }

    /// `a ? b : c`; `a ?: b` is `a ? a : b`, and `a ?? b` is `$exists(a) ? a : b`.
    private mutating func condition(
        _ word: String, _ left: SyntaxNode, at position: Int
    ) throws(JSONataError) -> SyntaxNode {
        let node = SyntaxNode(.condition, at: position)
        switch word {
        case "?":
            node.children = [left, try expression(0)]
            if token.id == ":" {
                try advance(":")
                node.children.append(try expression(0))
            }
        case "?:":
            node.children = [left, left.copy(), try expression(0)]
        default:
            let test = SyntaxNode(.function, at: position)
            let exists = SyntaxNode(.variable, at: position)
            exists.text = "exists"
            test.target = exists
            test.children = [left]
            node.children = [test, left.copy(), try expression(0)]
        }
        return node
    }
}
