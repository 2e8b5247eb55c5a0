/// Which function a caller means, and which version or alias of it.
struct FunctionReference: Sendable, Hashable {
    let name: String
    /// A version's number, `$LATEST`, an alias; nil when none was named.
    let qualifier: String?

    /// Reads a name (`thumbnail`, `thumbnail:live`), a whole ARN, or a part of one (`000000000000:function:thumbnail`).
    ///
    /// - Parameters:
    ///   - text: As it stands in the path.
    ///   - qualifier: From the query; it must be that of the text when both say one.
    /// - Throws: ``FunctionsError/validation(_:)`` or ``FunctionsError/invalidParameter(_:)``.
    init(_ text: String, qualifier: String? = nil) throws(FunctionsError) {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if parts.first == "arn" {
            guard parts.count >= 7, parts[2] == "lambda", parts[5] == "function" else { throw Self.refusal(text) }
            parts.removeFirst(6)
        } else if let marker = parts.firstIndex(of: "function"), parts.count > marker + 1, marker > 0 {
            parts.removeFirst(marker + 1)
        }
        guard (1...2).contains(parts.count), Self.isName(parts[0]) else { throw Self.refusal(text) }
        let own = parts.count == 2 ? parts[1] : nil
        let asked = qualifier.flatMap { $0.isEmpty ? nil : $0 }
        if let own, let asked, own != asked {
            throw .invalidParameter(
                "The derived qualifier from the function name does not match the specified qualifier.")
        }
        if let chosen = own ?? asked, !Self.isQualifier(chosen) {
            throw .validation(
                "Value '\(chosen)' at 'qualifier' failed to satisfy constraint: "
                    + "Member must satisfy regular expression pattern: (|[a-zA-Z0-9$_-]+)")
        }
        name = parts[0]
        self.qualifier = own ?? asked
    }

    private static func refusal(_ text: String) -> FunctionsError {
        .validation(
            "Value '\(text)' at 'functionName' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?"
                + "([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?"
        )
    }

    /// 1 to 64 letters, digits, hyphens and underscores.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isWordByte)
    }

    static func isQualifier(_ text: String) -> Bool {
        text == FunctionVersion.latest || ((1...128).contains(text.utf8.count) && text.utf8.allSatisfy(isWordByte))
    }

    /// Whether an alias may be called so: a word that is no number.
    static func isAliasName(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count) && text.utf8.allSatisfy(isWordByte) && !text.utf8.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
    }
}
