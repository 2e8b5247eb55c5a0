/// How a reader ends what the mail belongs to, by one click in the mail program (RFC 2369, section 3.2; RFC 8058).
package struct Unsubscribing: Hashable, Sendable {
    /// What is posted to, with `List-Unsubscribe=One-Click` as the body; an address of `https`, which tells reader and list
    /// from others and cannot be guessed.
    package let url: String
    /// Where a mail may be sent in its stead.
    package let address: MailAddress?

    package init(url: String, address: MailAddress? = nil) {
        self.url = url
        self.address = address
    }
}
