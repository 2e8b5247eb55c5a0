import MeshCore

extension Value {
    /// This value as plain JSON; nil when it is nothing, or holds functions or what is no finite number.
    var json: JSONValue? {
        switch self {
        case .undefined, .function, .tuples, .tailCall: return nil
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .number(let number):
            guard number.isFinite else { return nil }
            return Number.json(number)
        case .string(let text): return .string(text)
        case .array(let elements): return .array(elements)
        case .object(let object): return .object(object)
        case .list(let list):
            var elements: [JSONValue] = []
            elements.reserveCapacity(list.items.count)
            for item in list.items {
                guard let json = item.json else { return nil }
                elements.append(json)
            }
            return .array(elements)
        case .record(let record):
            var object = JSONObject()
            for (name, value) in record.members {
                guard let json = value.json else { return nil }
                object[name] = json
            }
            return .object(object)
        }
    }

    /// This value as JSON for people and results: functions are empty strings, and nothing in an array is null.
    func shownJSON() -> JSONValue? {
        if let json { return json }
        switch self {
        case .undefined, .tailCall: return nil
        case .function: return ""
        case .list(let list): return .array(list.items.map { $0.shownJSON() ?? .null })
        case .tuples(let stream): return .array(stream.tuples.map { $0.item.shownJSON() ?? .null })
        case .record(let record):
            var object = JSONObject()
            for (name, value) in record.members { object[name] = value.shownJSON() }
            return .object(object)
        case .null, .bool, .number, .string, .array, .object: return .null
        }
    }

    /// What errors show of it.
    var shown: JSONValue? { shownJSON() }
}
