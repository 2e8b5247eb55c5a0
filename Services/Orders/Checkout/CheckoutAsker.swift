/// Whether whoever has asked for a checkout waits for what comes of it.
enum CheckoutAsker: Sendable {
    case waits
    /// They have gone, to come back for it later (`Prefer: respond-async`).
    case hasGone
}
