import HTTPTypes

extension HTTPFields {
    /// For answers with tokens or personal data: nobody on the way keeps a copy (RFC 6749, section 5.1).
    static var notStored: HTTPFields { [.cacheControl: "no-store"] }
}
