import FoundationEssentials
import MeshCore
import Yams

/// A document that people write: YAML, of which JSON is a part.
enum YAMLDocument {
    /// Reads a file.
    ///
    /// - Throws: ``CommandFailure`` when it cannot be read.
    static func read(_ path: String) throws -> JSONValue {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.failed("there is no file \(path)")
        }
        do {
            guard let node = try Yams.compose(yaml: String(decoding: data, as: UTF8.self)) else { return .null }
            return try value(node)
        } catch let failure as CommandFailure {
            throw CommandFailure.failed("\(path): \(failure)")
        } catch {
            throw CommandFailure.failed("\(path) is no valid YAML: \(error)")
        }
    }

    static func value(_ node: Node) throws -> JSONValue {
        switch node {
        case .scalar(let scalar): return plain(node, scalar.string)
        case .sequence(let sequence): return .array(try sequence.map(value))
        case .mapping(let mapping):
            var object: JSONObject = [:]
            for (key, member) in mapping {
                guard let name = key.scalar?.string else {
                    throw CommandFailure.failed("a member's name is no text")
                }
                guard object[name] == nil else { throw CommandFailure.failed("'\(name)' is there twice") }
                object[name] = try value(member)
            }
            return .object(object)
        case .alias: throw CommandFailure.failed("aliases are not read")
        }
    }

    /// What a plain scalar stands for under the core schema (YAML 1.2, section 10.3); quoted ones are texts.
    private static func plain(_ node: Node, _ text: String) -> JSONValue {
        switch node.tag.description {
        case Tag.Name.null.rawValue: .null
        case Tag.Name.bool.rawValue: node.bool.map(JSONValue.bool) ?? .string(text)
        case Tag.Name.int.rawValue: node.int.map { .int(Int64($0)) } ?? .string(text)
        case Tag.Name.float.rawValue: node.float.flatMap { $0.isFinite ? .double($0) : nil } ?? .string(text)
        // Times are texts as well, as they are in JSON.
        default: .string(text)
        }
    }
}
