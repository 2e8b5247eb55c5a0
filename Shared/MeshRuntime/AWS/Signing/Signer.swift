/// Who signs within a scope, and by which derived key that is verified.
package struct Signer: Sendable {
    package let principal: Principal
    /// 32 bytes.
    package let signingKey: [UInt8]

    package init(principal: Principal, signingKey: [UInt8]) {
        self.principal = principal
        self.signingKey = signingKey
    }
}
