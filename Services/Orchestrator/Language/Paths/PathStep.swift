/// One step of a path, from a value to those that it selects below it.
enum PathStep: Hashable, Sendable {
    /// `.a`, `['a']`, `['a', 'b']`
    case members([String])
    /// `.*`, `[*]`
    case wildcard
    /// `[0]`, `[-1]`, `[0, 2]`
    case indexes([Int])
    /// `[1:3]`, `[-2:]`, `[:2]`
    case slice(from: Int?, to: Int?)
    /// `..`: the value itself and all below it
    case descendants
    /// `[?(…)]`
    case filter(FilterExpression)
    /// `.length()`
    case function(PathFunction, arguments: [PathArgument])

    /// Whether the step selects one value at most. Several members do so at the end of a path, where they become one
    /// object.
    func isDefinite(atEnd: Bool) -> Bool {
        switch self {
        case .members(let names): names.count == 1 || atEnd
        case .indexes(let positions): positions.count == 1
        case .function: true
        case .wildcard, .slice, .descendants, .filter: false
        }
    }

    /// The step as the library writes it in its messages.
    var text: String {
        switch self {
        case .members(let names):
            "[" + names.map { "'" + Self.escaped($0) + "'" }.joined(separator: ",") + "]"
        case .wildcard: "[*]"
        case .indexes(let positions): "[" + positions.map(String.init).joined(separator: ",") + "]"
        case .slice(let from, let to): "[\(from.map(String.init) ?? ""):\(to.map(String.init) ?? "")]"
        case .descendants: ".."
        case .filter: "[?]"
        case .function(let function, let arguments): ".\(function.rawValue)" + (arguments.isEmpty ? "()" : "(...)")
        }
    }

    private static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "'") }) else { return name }
        return name.reduce(into: "") { text, character in
            if character == "\\" || character == "'" { text.append("\\") }
            text.append(character)
        }
    }
}
