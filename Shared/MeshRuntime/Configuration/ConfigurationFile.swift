import FoundationEssentials
import MeshCore
import Yams

/// A configuration file: keys by their dotted names, and the sections that a service reads by itself.
struct ConfigurationFile: Sendable {
    var texts: [String: String]
    var sections: [String: JSONValue]

    static let empty = ConfigurationFile(texts: [:], sections: [:])

    /// Files beyond this are no configuration of ours.
    private static let sizeLimit = 1 << 20

    private init(texts: [String: String], sections: [String: JSONValue]) {
        self.texts = texts
        self.sections = sections
    }

    /// Reads a file. Nested mappings and dotted names say the same: `http: {port: 80}` is `http.port: 80`.
    ///
    /// - Throws: ``ConfigurationError`` when it cannot be read or is no YAML mapping.
    init(path: String, sections: Set<String>) throws(ConfigurationError) {
        let text: String
        do {
            let data = try Data(contentsOf: URL(filePath: path))
            guard data.count <= Self.sizeLimit else {
                throw ConfigurationError("\(path): the file is larger than 1 MiB")
            }
            text = String(decoding: data, as: UTF8.self)
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw ConfigurationError("\(path): the file cannot be read: \(error)")
        }
        try self.init(yaml: text, path: path, sections: sections)
    }

    /// Reads the text of a file.
    init(yaml: String, path: String, sections: Set<String>) throws(ConfigurationError) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: yaml)
        } catch {
            throw ConfigurationError("\(path): the file is no YAML: \(error)")
        }
        self = .empty
        guard let node else { return }
        guard let mapping = node.mapping else { throw ConfigurationError("\(path): a mapping of keys is expected") }
        for (key, value) in mapping {
            let name = key.string ?? ""
            if sections.contains(name) {
                self.sections[name] = Self.json(value)
            } else {
                flatten(value, under: name)
            }
        }
    }

    private mutating func flatten(_ node: Node, under name: String) {
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping { flatten(value, under: "\(name).\(key.string ?? "")") }
        case .sequence(let sequence):
            texts[name] = sequence.map { $0.string ?? "" }.joined(separator: ",")
        case .scalar(let scalar):
            texts[name] = scalar.string
        case .alias:
            texts[name] = ""
        }
    }

    /// A node as JSON, with the types of YAML's core schema.
    private static func json(_ node: Node) -> JSONValue {
        switch node {
        case .mapping(let mapping):
            return .object(JSONObject(mapping.map { ($0.key.string ?? "", json($0.value)) }))
        case .sequence(let sequence):
            return .array(sequence.map(json))
        case .scalar(let scalar):
            if scalar.style == .plain {
                if node.null != nil { return .null }
                if let value = node.bool { return .bool(value) }
                if let value = node.int { return .int(Int64(value)) }
                if let value = node.float, value.isFinite { return .double(value) }
            }
            return .string(scalar.string)
        case .alias:
            return .null
        }
    }
}
