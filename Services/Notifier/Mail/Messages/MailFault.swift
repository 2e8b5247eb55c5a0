/// What is wrong with a mail that is to be written, by the field that it lies in.
package struct MailFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field of the draft: `subject`, or the name of a header field.
    package let field: String
    /// What is expected there.
    package let detail: String

    package init(field: String, detail: String) {
        self.field = field
        self.detail = detail
    }

    package var description: String { "\(field): \(detail)" }
}
