import MeshCore

extension Library {
    static let formatting = [
        Builtin("formatNumber", "<n-so?:s>", arity: 3) { _, arguments throws(JSONataError) in
            guard let number = arguments.number(0) else { return .undefined }
            let symbols = NumberSymbols(arguments[2])
            return .string(try NumberPicture.format(number, arguments.text(1) ?? "", symbols))
        },
        Builtin("formatBase", "<n-n?:s>", arity: 2) { _, arguments throws(JSONataError) in
            guard let number = arguments.number(0) else { return .undefined }
            let radix = round(arguments.number(1) ?? 10, to: 0)
            guard (2...36).contains(radix) else { throw JSONataError("D3100", value: Number.json(radix)) }
            return .string(base(round(number, to: 0), Int(radix)))
        },
        Builtin("formatInteger", "<n-s:s>", arity: 2) { _, arguments throws(JSONataError) in
            guard let number = arguments.number(0) else { return .undefined }
            let picture = try IntegerPicture.of(arguments.text(1) ?? "")
            return .string(try picture.format(number.rounded(.down)))
        },
        Builtin("parseInteger", "<s-s:n>", arity: 2) { _, arguments throws(JSONataError) in
            guard let text = arguments.text(0) else { return .undefined }
            let picture = try IntegerPicture.of(arguments.text(1) ?? "")
            return .number(try picture.number(text))
        },
    ]

    private static func base(_ number: Double, _ radix: Int) -> String {
        if radix == 10 { return Number.text(number) }
        guard number.isFinite else { return Number.text(number) }
        if let whole = Int64(exactly: number) { return String(whole, radix: radix) }
        var digits: [String] = []
        var rest = number.magnitude
        while rest >= 1 {
            let digit = rest.truncatingRemainder(dividingBy: Double(radix))
            digits.append(String(Int(digit), radix: radix))
            rest = ((rest - digit) / Double(radix)).rounded(.down)
        }
        return (number < 0 ? "-" : "") + digits.reversed().joined()
    }
}
