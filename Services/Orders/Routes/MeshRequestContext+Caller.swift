import HTTPTypes
import MeshCore
import MeshRuntime

extension MeshRequestContext {
    /// The caller, with the secret that a declared header parameter brought.
    func caller(_ secret: String? = nil) -> Caller {
        Caller(
            account: principal?.subject, isAdmin: principal?.has(role: "admin") ?? false,
            secret: secret.map { CapabilitySecret(text: $0) })
    }
}

extension Parameter {
    /// A guest's proof that a cart is theirs.
    static let cartSecret = Parameter.header(
        "Cart-Secret", .string(1...128), "A guest's proof: the secret told when the cart was made.")
    /// A guest's proof that an order is theirs.
    static let orderSecret = Parameter.header(
        "Order-Secret", .string(1...128), "A guest's proof: the secret told at checkout.")
}
