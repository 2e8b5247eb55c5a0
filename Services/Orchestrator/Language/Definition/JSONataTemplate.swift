import JSONata
import MeshCore

/// A value with JSONata in it: a string `{% … %}` anywhere in it stands for what its expression gives.
struct JSONataTemplate: Sendable {
    indirect enum Node: Sendable {
        /// A value without expressions in it.
        case constant(JSONValue)
        case expression(JSONataExpression)
        case array([Node])
        case object([(name: String, value: Node)])
    }

    let root: Node

    /// Reads a template.
    ///
    /// - Throws: The first expression that is none.
    init(_ value: JSONValue) throws(JSONataError) {
        root = try Self.node(value)
    }

    /// The text of the expression in a string `{% … %}`; nil for any other string.
    static func expression(in text: String) -> String? {
        guard text.hasPrefix("{%"), text.hasSuffix("%}"), text.utf8.count >= 4 else { return nil }
        var inner = text.dropFirst(2).dropLast(2)
        while let first = inner.first, first.isWhitespace { inner.removeFirst() }
        while let last = inner.last, last.isWhitespace { inner.removeLast() }
        return String(inner)
    }

    private static func node(_ value: JSONValue) throws(JSONataError) -> Node {
        switch value {
        case .null, .bool, .int, .double: return .constant(value)
        case .string(let text):
            guard let source = expression(in: text) else { return .constant(value) }
            return .expression(try JSONataExpression(source, dialect: .statesLanguage))
        case .array(let elements):
            var nodes: [Node] = []
            for element in elements { nodes.append(try node(element)) }
            return nodes.allSatisfy(\.isConstant) ? .constant(value) : .array(nodes)
        case .object(let object):
            var members: [(name: String, value: Node)] = []
            for (name, value) in object { members.append((name, try node(value))) }
            return members.allSatisfy(\.value.isConstant) ? .constant(value) : .object(members)
        }
    }
}

extension JSONataTemplate.Node {
    fileprivate var isConstant: Bool {
        guard case .constant = self else { return false }
        return true
    }
}
