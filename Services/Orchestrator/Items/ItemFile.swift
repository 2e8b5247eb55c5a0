import MeshCore
import StatesLanguage

/// The items that an `ItemReader` describes.
struct ItemFile {
    let buckets: Buckets
    let arguments: JSONValue
    let configuration: JSONValue

    /// - Throws: `StateFailure` `States.ItemReaderFailed`.
    func items() throws(StateFailure) -> [JSONValue] {
        guard let bucket = arguments["Bucket"]?.stringValue else { throw failed("The argument Bucket is missing.") }
        var items: [JSONValue]
        if let key = arguments["Key"]?.stringValue {
            guard let bytes = buckets.read(bucket: bucket, key: key) else {
                throw failed("The specified key does not exist: \(bucket)/\(key)")
            }
            items = try read(bytes)
        } else {
            let prefix = arguments["Prefix"]?.stringValue ?? ""
            items = buckets.list(bucket: bucket, prefix: prefix).map { key, size in
                ["Key": .string(key), "Size": .int(Int64(size)), "StorageClass": "STANDARD"]
            }
        }
        if let limit = configuration["MaxItems"]?.intValue, limit > 0, items.count > limit {
            items.removeLast(items.count - Int(limit))
        }
        return items
    }

    private func read(_ bytes: [UInt8]) throws(StateFailure) -> [JSONValue] {
        switch configuration["InputType"]?.stringValue ?? "JSON" {
        case "JSON": return try array(bytes)
        case "JSONL":
            return try lines(bytes)
        case "CSV":
            guard let rows = CSVText(bytes, delimiter: delimiter).rows else {
                throw failed("The file is no CSV in UTF-8.")
            }
            return try objects(rows)
        case let type: throw failed("Items of the type \(type) cannot be read.")
        }
    }

    private func array(_ bytes: [UInt8]) throws(StateFailure) -> [JSONValue] {
        var value = try parsed(bytes)
        for part in (configuration["ItemsPointer"]?.stringValue ?? "").split(separator: "/") {
            let name = part.replacing("~1", with: "/").replacing("~0", with: "~")
            guard let next = value[String(name)] ?? Int(name).flatMap({ value[$0] }) else {
                throw failed("The items pointer leads nowhere.")
            }
            value = next
        }
        switch value {
        case .array(let items): return items
        case .object(let object): return object.map { ["Key": .string($0.name), "Value": $0.value] }
        case .null, .bool, .int, .double, .string: throw failed("Attempting to map over non-iterable node.")
        }
    }

    private func lines(_ bytes: [UInt8]) throws(StateFailure) -> [JSONValue] {
        var items: [JSONValue] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            items.append(try parsed(Array(line)))
        }
        return items
    }

    private func parsed(_ bytes: [UInt8]) throws(StateFailure) -> JSONValue {
        do {
            return try JSONValue(parsing: bytes, limits: OrchestratorStore.ownLimits)
        } catch {
            throw failed("The file is \(error).")
        }
    }

    private var delimiter: UInt8 {
        switch configuration["CSVDelimiter"]?.stringValue {
        case "PIPE": UInt8(ascii: "|")
        case "SEMICOLON": UInt8(ascii: ";")
        case "SPACE": UInt8(ascii: " ")
        case "TAB": UInt8(ascii: "\t")
        case "COMMA", nil, .some: UInt8(ascii: ",")
        }
    }

    private func objects(_ rows: [[String]]) throws(StateFailure) -> [JSONValue] {
        var rows = rows[...]
        let names: [String]
        if configuration["CSVHeaderLocation"]?.stringValue == "GIVEN" {
            names = (configuration["CSVHeaders"]?.arrayValue ?? []).compactMap(\.stringValue)
        } else {
            guard let first = rows.popFirst() else { return [] }
            names = first
        }
        return rows.map { row in
            .object(JSONObject(zip(names, row).map { ($0, .string($1)) }))
        }
    }

    private func failed(_ cause: String) -> StateFailure {
        StateFailure(error: "States.ItemReaderFailed", cause: cause)
    }
}
