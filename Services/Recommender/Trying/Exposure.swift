import MeshCore

/// That somebody was answered by a variant, with the chances by which that was so.
struct Exposure: Hashable, Sendable {
    /// What a bandit has chosen for the variant's slot.
    struct Drawn: Hashable, Sendable {
        let arm: String
        let item: UInt32
        /// How probable it was at its place.
        let propensity: Double
        /// Until when an outcome is waited for.
        let due: Timestamp
    }

    let experiment: String
    let run: Int64
    let variant: String
    /// Who is tried on: the account, else the device.
    let unit: Person
    /// The device of an account.
    let device: Person?
    let time: Timestamp
    /// How probable the variant was.
    let propensity: Double
    /// In the order in which they were shown.
    let items: [UInt32]
    let drawn: Drawn?
}
