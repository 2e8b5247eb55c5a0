import MeshCore

extension Value {
    /// The member of an object, or those of all objects of an array as a sequence.
    func member(_ name: String) -> Value {
        switch self {
        case .object(let object): return Value(object[name])
        case .record(let record): return record[name]
        case .array(let elements):
            var found = ValueList.sequence()
            for element in elements { Value.append(member: name, of: element, to: &found.items) }
            return .list(found)
        case .list(let list):
            var found = ValueList.sequence()
            for item in list.items { item.appendMember(name, to: &found.items) }
            return .list(found)
        case .undefined, .null, .bool, .number, .string, .function, .tuples, .tailCall: return .undefined
        }
    }

    /// Adds the member of an object, or those of all objects of an array; arrays among them are spread.
    func appendMember(_ name: String, to items: inout [Value]) {
        switch self {
        case .object(let object):
            guard let value = object[name] else { return }
            Value.spread(value, to: &items)
        case .array(let elements): for element in elements { Value.append(member: name, of: element, to: &items) }
        case .list(let list): for item in list.items { item.appendMember(name, to: &items) }
        case .record(let record): record[name].spread(to: &items)
        case .undefined, .null, .bool, .number, .string, .function, .tuples, .tailCall: return
        }
    }

    private static func append(member name: String, of json: JSONValue, to items: inout [Value]) {
        switch json {
        case .object(let object):
            guard let value = object[name] else { return }
            spread(value, to: &items)
        case .array(let elements): for element in elements { append(member: name, of: element, to: &items) }
        case .null, .bool, .int, .double, .string: return
        }
    }

    private static func spread(_ json: JSONValue, to items: inout [Value]) {
        if case .array(let elements) = json {
            items.reserveCapacity(items.count + elements.count)
            for element in elements { items.append(Value(element)) }
        } else {
            items.append(Value(json))
        }
    }

    /// Adds the elements of an array, or another value as it is; nothing for nothing.
    func spread(to items: inout [Value]) {
        switch self {
        case .undefined: return
        case .array(let elements):
            items.reserveCapacity(items.count + elements.count)
            for element in elements { items.append(Value(element)) }
        case .list(let list): items += list.items
        case .tuples(let stream): for tuple in stream.tuples { items.append(tuple.item) }
        case .null, .bool, .number, .string, .object, .record, .function, .tailCall: items.append(self)
        }
    }

    /// Two values behind each other: what `$append` does.
    func appending(_ other: Value) -> Value {
        if isUndefined { return other }
        if other.isUndefined { return self }
        var list: ValueList
        switch self {
        case .list(let present): list = ValueList(present.items)
        case .array, .tuples: list = ValueList(elements)
        default: list = ValueList([self])  // Any other value is put into an array.
        }
        other.spread(to: &list.items)
        return .list(list)
    }
}
