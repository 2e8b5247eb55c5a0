import MeshCore

extension Library {
    static let matching = [
        Builtin("match", "<s-f<s:o>n?:a<o>>", arity: 3) { run, arguments throws(JSONataError) in
            try match(arguments, run)
        },
        Builtin("contains", "<s-(sf):b>", arity: 2) { run, arguments throws(JSONataError) in
            guard let text = arguments.text(0) else { return .undefined }
            if let token = arguments.text(1) { return .bool(TextSearch.first(token, in: text) != nil) }
            guard let matcher = arguments.function(1) else { return .undefined }
            var matches = Matches(matcher, in: text, run)
            return .bool(try matches.next() != nil)
        },
        Builtin("replace", "<s-(sf)(sf)n?:s>", arity: 4) { run, arguments throws(JSONataError) in
            try replace(arguments, run)
        },
        Builtin("split", "<s-(sf)n?:a<s>>", arity: 3) { run, arguments throws(JSONataError) in
            try split(arguments, run)
        },
    ]

    private static func limit(_ arguments: Arguments, _ index: Int, _ code: String) throws(JSONataError) -> Double {
        guard let limit = arguments.number(index) else { return .infinity }
        guard limit >= 0 else {
            throw JSONataError(code, value: Number.json(limit), inserts: ["index": .int(Int64(index + 1))])
        }
        return limit
    }

    private static func match(_ arguments: Arguments, _ run: Evaluation) throws(JSONataError) -> Value {
        guard let text = arguments.text(0) else { return .undefined }
        let limit = try limit(arguments, 2, "D3040")
        var found: [Value] = []
        if let matcher = arguments.function(1), limit > 0 {
            var matches = Matches(matcher, in: text, run)
            while Double(found.count) < limit, let match = try matches.next() {
                var object = ObjectBuilder()
                try object.set("match", to: .string(match.text), run)
                try object.set("index", to: .number(Double(match.start)), run)
                try object.set("groups", to: .list(ValueList(match.groups)), run)
                found.append(object.value)
                try run.spend(bytes: 256 + match.text.utf8.count)
            }
        }
        return .list(.sequence(found))
    }

    private static func replace(_ arguments: Arguments, _ run: Evaluation) throws(JSONataError) -> Value {
        guard let text = arguments.text(0) else { return .undefined }
        if arguments.text(1) == "" { throw JSONataError("D3010", value: "", inserts: ["index": 2]) }
        let limit = try limit(arguments, 3, "D3011")
        if let wanted = arguments.text(1) {
            return .string(try replace(wanted, in: text, with: arguments.text(2) ?? "", limit: limit, run))
        }
        guard let matcher = arguments.function(1), limit > 0 else { return .string(text) }
        let replacement = arguments.text(2).map { Replacement($0) }
        var matches = Matches(matcher, in: text, run)
        var result = ""
        var place = 0
        var count = 0.0
        while count < limit, let match = try matches.next() {
            result += matches.part(place, match.start)
            if let replacement {
                result += replacement.text(for: match)
            } else if let function = arguments.function(2) {
                let value = try run.apply(function, [match.object])
                guard case .string(let part) = value else { throw JSONataError("D3012", value: value.shown) }
                result += part
            }
            place = match.start + match.text.utf16.count
            count += 1
            try run.spend(bytes: result.utf8.count / 16)
        }
        return .string(result + matches.part(place, matches.units.count))
    }

    private static func replace(
        _ wanted: String, in text: String, with replacement: String, limit: Double, _ run: Evaluation
    ) throws(JSONataError) -> String {
        var result = ""
        var place = text.startIndex
        var count = 0.0
        while count < limit, let found = TextSearch.first(wanted, in: text, from: place) {
            result += text[place..<found.lowerBound]
            result += replacement
            place = found.upperBound
            count += 1
            try run.spend(bytes: replacement.utf8.count)
        }
        return result + text[place...]
    }

    private static func split(_ arguments: Arguments, _ run: Evaluation) throws(JSONataError) -> Value {
        guard let text = arguments.text(0) else { return .undefined }
        let limit = try limit(arguments, 2, "D3020")
        var parts: [Value] = []
        if let separator = arguments.text(1) {
            // As many whole parts as the limit has.
            parts = split(text, by: separator, limit: limit.rounded(.towardZero))
        } else if let matcher = arguments.function(1), limit > 0 {
            var matches = Matches(matcher, in: text, run)
            var place = 0
            while Double(parts.count) < limit, let match = try matches.next() {
                parts.append(.string(matches.part(place, match.start)))
                place = match.end
            }
            if Double(parts.count) < limit { parts.append(.string(matches.part(place, matches.units.count))) }
        }
        try run.spend(bytes: parts.count * MemoryLayout<Value>.stride + text.utf8.count)
        return .list(ValueList(parts))
    }

    private static func split(_ text: String, by separator: String, limit: Double) -> [Value] {
        var parts: [Value] = []
        if separator.isEmpty {
            for scalar in text.unicodeScalars where Double(parts.count) < limit {
                parts.append(.string(String(scalar)))
            }
            return parts
        }
        var place = text.startIndex
        while Double(parts.count) < limit {
            let found = TextSearch.first(separator, in: text, from: place)
            parts.append(.string(String(text[place..<(found?.lowerBound ?? text.endIndex)])))
            guard let found else { break }
            place = found.upperBound
        }
        return parts
    }
}
