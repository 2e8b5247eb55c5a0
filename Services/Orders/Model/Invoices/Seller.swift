/// Who sells, as an invoice names them.
struct Seller: Sendable, Equatable {
    var name: String
    /// The lines of the address.
    var address: [String]
    /// The number under which the tax office knows them; nil when there is none.
    var taxNumber: String?
    /// The tax that prices include, in basis points; 0 for none.
    var taxRate: Int64
    /// What stands at the foot: a bank account, a register.
    var note: String
}
