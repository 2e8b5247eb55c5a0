/// An address with the name of whom it belongs to, as `From` and `To` show it (RFC 5322, section 3.4).
package struct Mailbox: Hashable, Sendable {
    package let name: String?
    package let address: MailAddress

    package init(_ address: MailAddress, name: String? = nil) {
        self.address = address
        self.name = name
    }
}
