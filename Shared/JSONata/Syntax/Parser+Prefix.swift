import MeshCore

extension Parser {
    /// Reads what begins with a token; that token has been left.
    mutating func prefix(_ first: Token) throws(JSONataError) -> SyntaxNode {
        guard case .operator(let word) = first.kind else { return SyntaxNode(first) }
        switch word {
        case "and", "or", "in": return SyntaxNode(first)
        case "-":
            let node = SyntaxNode(.negation, at: first.position)
            node.children = [try expression(70)]
            return node
        case "*": return SyntaxNode(.wildcard, at: first.position)
        case "**": return SyntaxNode(.descendant, at: first.position)
        case "%": return SyntaxNode(.parent, at: first.position)
        case "(": return try block(at: first.position)
        case "[": return try array(at: first.position)
        case "{":
            let node = SyntaxNode(.object, at: first.position)
            node.pairs = try pairs()
            return node
        case "|": return try transform(at: first.position)
        default: throw JSONataError("S0211", at: first.position, token: .string(word))
        }
    }

    private mutating func block(at position: Int) throws(JSONataError) -> SyntaxNode {
        let node = SyntaxNode(.block, at: position)
        while token.id != ")" {
            node.children.append(try expression(0))
            if token.id != ";" { break }
            try advance(";")
        }
        try advance(")", isInfix: true)
        return node
    }

    private mutating func array(at position: Int) throws(JSONataError) -> SyntaxNode {
        let node = SyntaxNode(.array, at: position)
        if token.id != "]" {
            while true {
                node.children.append(try element())
                if token.id != "," { break }
                try advance(",")
            }
        }
        try advance("]", isInfix: true)
        return node
    }

    private mutating func element() throws(JSONataError) -> SyntaxNode {
        let item = try expression(0)
        guard token.id == ".." else { return item }
        let range = SyntaxNode(.binary, at: token.position)
        range.text = ".."
        try advance("..")
        range.children = [item, try expression(0)]
        return range
    }

    /// Reads the names and values of an object, up to its closing brace.
    mutating func pairs() throws(JSONataError) -> [(key: SyntaxNode, value: SyntaxNode)] {
        var pairs: [(key: SyntaxNode, value: SyntaxNode)] = []
        if token.id != "}" {
            while true {
                let key = try expression(0)
                try advance(":")
                pairs.append((key, try expression(0)))
                if token.id != "," { break }
                try advance(",")
            }
        }
        try advance("}", isInfix: true)
        return pairs
    }

    private mutating func transform(at position: Int) throws(JSONataError) -> SyntaxNode {
        let node = SyntaxNode(.transform, at: position)
        node.children = [try expression(0)]
        try advance("|")
        node.children.append(try expression(0))
        if token.id == "," {
            try advance(",")
            node.children.append(try expression(0))
        }
        try advance("|")
        return node
    }
}
