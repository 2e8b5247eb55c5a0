import FoundationEssentials
import MeshCore

/// A file with a definition, and what the commands need to know of it.
struct WorkflowFile: Sendable {
    let path: String
    /// The state machine's name: that of the file without its endings, or of its folder.
    let name: String
    let text: String
    let definition: JSONValue

    /// Reads a file.
    ///
    /// - Parameter name: The state machine's name, where it is known.
    /// - Throws: ``CommandFailure`` when it is no JSON.
    init(_ path: String, name: String? = nil) throws {
        self.path = path
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.failed("there is no file \(path)")
        }
        text = String(decoding: data, as: UTF8.self)
        do {
            definition = try JSONValue(parsing: data, limits: JSONLimits(depth: 512))
        } catch {
            throw CommandFailure.failed("\(path) is no JSON: \(error)")
        }
        self.name = name ?? Self.name(of: path)
    }

    /// `checkout` for `…/checkout.asl.json` and `…/checkout/definition.asl.json`.
    static func name(of path: String) -> String {
        let parts = path.split(separator: "/")
        let file = parts.last.map(String.init) ?? path
        if file == WorkflowFolder.definitionName, parts.count > 1 { return String(parts[parts.count - 2]) }
        return file.split(separator: ".").first.map(String.init) ?? file
    }

    /// The functions that it names, each once, in the order of the text.
    var functionNames: [String] {
        var names: [String] = []
        Self.collect(definition, into: &names)
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    private static func collect(_ value: JSONValue, into names: inout [String]) {
        switch value {
        case .object(let object):
            for (name, value) in object {
                if name == "FunctionName", let text = value.stringValue, !text.contains("{%"), !text.contains(":") {
                    names.append(text)
                } else {
                    collect(value, into: &names)
                }
            }
        case .array(let elements):
            for element in elements { collect(element, into: &names) }
        case .string(let text):
            guard text.hasPrefix("arn:"), let place = text.firstRange(of: ":function:") else { return }
            names.append(text[place.upperBound...].split(separator: ":").first.map(String.init) ?? "")
        case .null, .bool, .int, .double: break
        }
    }
}
