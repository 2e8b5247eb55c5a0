import MeshCore

extension Parser {
    /// Reads the arguments of a call; `?` among them makes it a partial application, and the name `function` or `λ`
    /// the definition of a function.
    mutating func call(of left: SyntaxNode, at position: Int) throws(JSONataError) -> SyntaxNode {
        let node = SyntaxNode(.function, at: position)
        if token.id != ")" {
            while true {
                if token.id == "?" {
                    node.kind = .partial
                    node.children.append(SyntaxNode(token))
                    try advance("?")
                } else {
                    node.children.append(try expression(0))
                }
                if token.id != "," { break }
                try advance(",")
            }
        }
        try advance(")", isInfix: true)
        node.target = left
        if left.kind == .name, left.text == "function" || left.text == "λ" { try define(node) }
        return node
    }

    /// Makes a call the definition of a function: the arguments are its parameters, and a body follows.
    private mutating func define(_ node: SyntaxNode) throws(JSONataError) {
        for (index, argument) in node.children.enumerated() where argument.kind != .variable {
            throw JSONataError(
                "S0208", at: argument.position, token: argument.shown, value: .int(Int64(index + 1)))
        }
        node.kind = .lambda
        if token.id == "<" { node.signature = try signature() }
        try advance("{")
        node.target = try expression(0)
        try advance("}")
    }

    private mutating func signature() throws(JSONataError) -> Signature {
        let start = token.position
        var depth = 1
        var text = "<"
        while depth > 0, token.id != "{", token.id != "(end)" {
            try advance()
            if token.id == ">" { depth -= 1 }
            if token.id == "<" { depth += 1 }
            text += token.shown.stringValue ?? token.shown.description
        }
        try advance(">")
        return try Signature(text, at: start)
    }
}
