import MeshCore

extension Library {
    static let text = [
        Builtin("string", "<x-b?:s>", arity: 1) { run, arguments throws(JSONataError) in
            var isPretty = false
            if case .bool(true) = arguments[1] { isPretty = true }
            return try arguments[0].text(run, isPretty: isPretty).map { .string($0) } ?? .undefined
        },
        Builtin("length", "<s-:n>", arity: 1) { _, arguments in
            arguments.text(0).map { .number(Double($0.unicodeScalars.count)) } ?? .undefined
        },
        Builtin("substring", "<s-nn?:s>", arity: 3) { _, arguments in
            guard let text = arguments.text(0) else { return .undefined }
            return .string(substring(text, from: arguments.number(1) ?? 0, count: arguments.number(2)))
        },
        Builtin("substringBefore", "<s-s:s>", arity: 2) { _, arguments in
            guard let text = arguments.text(0) else { return .undefined }
            return .string(
                TextSearch.first(arguments.text(1) ?? "undefined", in: text).map { String(text[..<$0.lowerBound]) }
                    ?? text)
        },
        Builtin("substringAfter", "<s-s:s>", arity: 2) { _, arguments in
            guard let text = arguments.text(0) else { return .undefined }
            return .string(
                TextSearch.first(arguments.text(1) ?? "undefined", in: text).map { String(text[$0.upperBound...]) }
                    ?? text)
        },
        change("lowercase") { $0.lowercased() },
        change("uppercase") { $0.uppercased() },
        change("trim") { text in
            text.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
                .map { String(Substring($0)) }.joined(separator: " ")
        },
        Builtin("pad", "<s-ns?:s>", arity: 3) { run, arguments throws(JSONataError) in
            guard let text = arguments.text(0) else { return .undefined }
            return .string(try pad(text, to: arguments.number(1) ?? 0, with: arguments.text(2), run))
        },
        Builtin("join", "<a<s>s?:s>", arity: 2) { run, arguments throws(JSONataError) in
            guard !arguments[0].isUndefined else { return .undefined }
            let separator = arguments.text(1) ?? ""
            var result = ""
            for index in 0..<arguments[0].elementCount {
                guard case .string(let part) = arguments[0].element(index) else { continue }
                if index > 0 { result += separator }
                result += part
                try run.spend(bytes: part.utf8.count + separator.utf8.count)
            }
            return .string(result)
        },
    ]

    private static func change(_ name: String, _ change: @escaping @Sendable (String) -> String) -> Builtin {
        Builtin(name, "<s-:s>", arity: 1) { run, arguments throws(JSONataError) in
            guard let text = arguments.text(0) else { return .undefined }
            try run.spend(bytes: text.utf8.count)
            return .string(change(text))
        }
    }

    /// Some characters of a text, counted in Unicode scalars; a negative start counts from the end.
    private static func substring(_ text: String, from start: Double, count: Double?) -> String {
        let scalars = text.unicodeScalars
        let length = Double(scalars.count)
        let start = length + start < 0 ? 0 : start
        var end = Double.infinity
        if let count {
            if count <= 0 { return "" }
            end = start >= 0 ? start + count : length + start + count
        }
        // As JavaScript cuts arrays: fractions fall away, negative places count from the end.
        func place(_ position: Double) -> Int {
            let whole = position.rounded(.towardZero)
            return Int(whole < 0 ? max(length + whole, 0) : min(whole, length))
        }
        let from = place(start)
        let to = place(end)
        guard from < to else { return "" }
        let first = scalars.index(scalars.startIndex, offsetBy: from)
        return String(scalars[first..<scalars.index(first, offsetBy: to - from)])
    }

    private static func pad(
        _ text: String, to width: Double, with padding: String?, _ run: Evaluation
    ) throws(JSONataError) -> String {
        let missing = width.magnitude.rounded(.towardZero) - Double(text.unicodeScalars.count)
        guard missing > 0 else { return text }
        let padding = Array((padding.flatMap { $0.isEmpty ? nil : $0 } ?? " ").unicodeScalars)
        try run.spend(bytes: Int(min(missing, 1e15)) * 4)
        var added = String.UnicodeScalarView()
        for place in 0..<Int(missing) { added.append(padding[place % padding.count]) }
        return width > 0 ? text + String(added) : String(added) + text
    }
}
