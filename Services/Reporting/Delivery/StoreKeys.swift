/// The keys of one profile.
struct StoreKeys: Hashable, Sendable {
    let accessKeyID: String
    let secretAccessKey: String
    let sessionToken: String?
}
