package import MeshCore

/// A payload with fields that are filled in when the state runs: `Parameters`, `ResultSelector`, `ItemSelector`, `Assign`.
///
/// A member whose name ends in `.$` has a path or an intrinsic call as its value, and stands in the result without that
/// ending; all else stands in the result as it is.
package struct PayloadTemplate: Hashable, Sendable {
    indirect enum Node: Hashable, Sendable {
        /// A value without expressions in it.
        case constant(JSONValue)
        case object([Member])
        case array([Node])
    }

    enum Member: Hashable, Sendable {
        case fixed(name: String, value: Node)
        /// A member to be filled in; `field` is its name as it was written, with the ending.
        case computed(name: String, field: String, expression: PathExpression)
    }

    let root: Node

    /// Reads a template.
    ///
    /// - Throws: ``PathSyntaxError`` when the value of a field `x.$` is no path and no call.
    package init(_ payload: JSONValue) throws(PathSyntaxError) {
        root = try Self.node(payload)
    }

    /// Fills in the template.
    ///
    /// - Throws: ``TemplateFailure`` when a path names nothing or a function refuses its arguments.
    package func resolve(in scope: PathScope) throws(TemplateFailure) -> JSONValue {
        var stream = scope.entropy.stream()
        return try Self.value(of: root, in: scope, drawing: &stream)
    }

    private static func node(_ payload: JSONValue) throws(PathSyntaxError) -> Node {
        switch payload {
        case .null, .bool, .int, .double, .string:
            return .constant(payload)
        case .array(let elements):
            let nodes = try elements.map(node)
            return nodes.allSatisfy(\.isConstant) ? .constant(payload) : .array(nodes)
        case .object(let object):
            var members: [Member] = []
            for (name, value) in object { members.append(try member(name, value)) }
            return members.allSatisfy(\.isConstant) ? .constant(payload) : .object(members)
        }
    }

    private static func member(_ name: String, _ value: JSONValue) throws(PathSyntaxError) -> Member {
        guard name.hasSuffix(".$") else { return .fixed(name: name, value: try node(value)) }
        guard case .string(let text) = value else {
            throw PathSyntaxError("the value is not a string with a path or an intrinsic call", field: name)
        }
        do {
            return .computed(name: String(name.dropLast(2)), field: name, expression: try PathExpression(text))
        } catch {
            throw PathSyntaxError(error.message, field: name)
        }
    }

    private static func value(
        of node: Node, in scope: PathScope, drawing stream: inout EntropyStream
    ) throws(TemplateFailure) -> JSONValue {
        switch node {
        case .constant(let value):
            return value
        case .array(let nodes):
            var elements: [JSONValue] = []
            for node in nodes { elements.append(try value(of: node, in: scope, drawing: &stream)) }
            return .array(elements)
        case .object(let members):
            var object = JSONObject()
            for member in members {
                switch member {
                case .fixed(let name, let node):
                    object[name] = try value(of: node, in: scope, drawing: &stream)
                case .computed(let name, let field, let expression):
                    object[name] = try expression.value(of: field, in: scope, drawing: &stream)
                }
            }
            return .object(object)
        }
    }
}

extension PayloadTemplate.Node {
    fileprivate var isConstant: Bool {
        guard case .constant = self else { return false }
        return true
    }
}

extension PayloadTemplate.Member {
    fileprivate var isConstant: Bool {
        guard case .fixed(_, .constant) = self else { return false }
        return true
    }
}
