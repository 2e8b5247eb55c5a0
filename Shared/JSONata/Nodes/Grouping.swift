import MeshCore

/// `{a: b, c: d}`: makes an object of a sequence, with one member for each name that its values give.
struct Grouping: Sendable {
    /// The values that gave one name.
    private struct Group {
        var name: String
        var data: Value
        var tuples: [Tuple]
        var pair: Int
    }

    let pairs: [MemberPair]
    let position: Int
    /// The slots of tuples, when the names and values may see variables that are bound in a path.
    let tupleSlotCount: Int?

    /// Makes the object.
    func object(of value: Value, _ run: Evaluation, _ frame: Frame) throws(JSONataError) -> Value {
        let groups: [Group]
        if case .tuples(let stream) = value, !stream.tuples.isEmpty {
            groups = try grouped(stream, run, frame)
        } else {
            groups = try grouped(value, run, tupleFrame([], frame))
        }
        var object = ObjectBuilder()
        for group in groups {
            var item = group.data
            var inner = tupleFrame([], frame)
            if !group.tuples.isEmpty {
                let tuple = Self.reduced(group.tuples)
                item = tuple.item
                inner = tupleFrame(tuple.slots, frame)
            }
            try object.set(group.name, to: run.evaluate(pairs[group.pair].value, item, inner), run)
        }
        try run.spend(bytes: groups.count * 64)
        try run.checkNesting(of: object.value)
        return object.value
    }

    private func tupleFrame(_ slots: [Value?], _ frame: Frame) -> Frame {
        guard let tupleSlotCount else { return frame }
        return Frame(slots + Array(repeating: nil, count: max(0, tupleSlotCount - slots.count)), parent: frame)
    }

    private func grouped(_ value: Value, _ run: Evaluation, _ frame: Frame) throws(JSONataError) -> [Group] {
        var groups: [Group] = []
        var places: [String: Int] = [:]
        let count = value.elementCount
        // Even of no values an object is made when its names do not depend on them.
        for index in 0..<max(count, 1) {
            let item = count == 0 ? .undefined : value.element(index)
            for pair in pairs.indices {
                guard let name = try name(pair, item, run, frame) else { continue }
                if let place = try place(of: name, pair, groups, places, isSmall: count < 2) {
                    groups[place].data = groups[place].data.appending(item)
                } else {
                    if count > 1 { places[name] = groups.count }
                    groups.append(Group(name: name, data: item, tuples: [], pair: pair))
                }
            }
        }
        return groups
    }

    private func grouped(_ stream: TupleStream, _ run: Evaluation, _ frame: Frame) throws(JSONataError) -> [Group] {
        var groups: [Group] = []
        var places: [String: Int] = [:]
        for tuple in stream.tuples {
            let inner = tupleFrame(tuple.slots, frame)
            for pair in pairs.indices {
                guard let name = try name(pair, tuple.item, run, inner) else { continue }
                if let place = try place(of: name, pair, groups, places, isSmall: false) {
                    groups[place].tuples.append(tuple)
                } else {
                    places[name] = groups.count
                    groups.append(Group(name: name, data: .undefined, tuples: [tuple], pair: pair))
                }
            }
        }
        return groups
    }

    private func name(
        _ pair: Int, _ item: Value, _ run: Evaluation, _ frame: Frame
    ) throws(JSONataError) -> String? {
        let key = try run.evaluate(pairs[pair].key, item, frame)
        if case .string(let name) = key { return name }
        if key.isUndefined { return nil }
        throw JSONataError("T1003", at: position, value: key.shown)
    }

    /// Where a group of a name is; two different pairs must not give the same name.
    private func place(
        of name: String, _ pair: Int, _ groups: [Group], _ places: [String: Int], isSmall: Bool
    ) throws(JSONataError) -> Int? {
        guard let place = isSmall ? groups.firstIndex(where: { $0.name == name }) : places[name] else { return nil }
        guard groups[place].pair == pair else { throw JSONataError("D1009", at: position, value: .string(name)) }
        return place
    }

    /// One tuple of many: each variable and the value itself are those of all.
    private static func reduced(_ tuples: [Tuple]) -> Tuple {
        var result = tuples[0]
        for tuple in tuples.dropFirst() {
            result.item = result.item.appending(tuple.item)
            for (slot, value) in tuple.slots.enumerated() {
                guard let value else { continue }
                result.slots[slot] = result.slots[slot]?.appending(value) ?? value
            }
        }
        return result
    }
}
