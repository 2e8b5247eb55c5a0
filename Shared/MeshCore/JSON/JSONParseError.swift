/// Why bytes are not one JSON text, and where that shows.
package struct JSONParseError: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Reason: String, Sendable {
        case unexpectedEnd = "it ends too early"
        case unexpectedByte = "a byte stands where it cannot"
        case invalidNumber = "a number is malformed or too large"
        case invalidEscape = "an escape in a string is malformed"
        case controlCharacter = "a string holds a bare control character"
        case invalidUTF8 = "a string is not UTF-8"
        case duplicateName = "an object has a member twice"
        case tooDeep = "it is nested too deeply"
        case tooLong = "it is too long"
        case trailingBytes = "something follows the value"
    }

    package var reason: Reason
    /// The position in bytes.
    package var offset: Int

    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension JSONParseError: CustomStringConvertible {
    package var description: String { "not JSON: \(reason.rawValue) (at byte \(offset))" }
}
