import MeshCore

extension Library {
    static let encoding = [
        change("base64encode") { text, _ in Base64.encoded(text.utf16.map { UInt8(truncatingIfNeeded: $0) }) },
        change("base64decode") { text, _ in
            String(String.UnicodeScalarView(Base64.decoded(text).map { Unicode.Scalar($0) }))
        },
        change("encodeUrlComponent") { text, name throws(JSONataError) in
            try PercentText.encoded(text, keeping: PercentText.unreserved, name)
        },
        change("encodeUrl") { text, name throws(JSONataError) in
            try PercentText.encoded(text, keeping: PercentText.unreserved.union(PercentText.reserved), name)
        },
        change("decodeUrlComponent") { text, name throws(JSONataError) in
            try PercentText.decoded(text, keeping: [], name)
        },
        change("decodeUrl") { text, name throws(JSONataError) in
            try PercentText.decoded(text, keeping: PercentText.reserved, name)
        },
    ]

    private static func change(
        _ name: String, _ change: @escaping @Sendable (String, String) throws(JSONataError) -> String
    ) -> Builtin {
        Builtin(name, "<s-:s>", arity: 1) { run, arguments throws(JSONataError) in
            guard let text = arguments.text(0) else { return .undefined }
            try run.spend(bytes: text.utf8.count * 2)
            return .string(try change(text, name))
        }
    }
}
