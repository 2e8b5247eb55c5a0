import MeshCore

/// Everything that can go wrong in identity, apart from what the store says.
enum IdentityError: Error, Equatable {
    /// The text is no e-mail address that the service takes.
    case invalidEmail
    case passwordRefused(PasswordPolicy.Refusal)
    /// Another account has the address.
    case emailTaken
    /// No account, or not its password: which of both is not said, to nobody.
    case invalidCredentials
    /// Too many wrong passwords; the next one may be tried after the wait.
    case throttled(retryAfter: Duration)
    /// Too many passwords wait to be hashed.
    case hashingOverloaded(retryAfter: Duration)
    /// A refresh token that is not good: unknown, used before, of a session that ended.
    case invalidRefreshToken
    /// The access token's session has ended.
    case sessionEnded
    /// The request must be made with a session: its credential is an API key, or a token without one.
    case sessionRequired
    case sessionNotFound
    case accountNotFound
    case keyNotFound
    case tooManyKeys(limit: Int)
    /// A scope asks for a role that the account does not hold.
    case scopeNotGranted(String)
    /// An administrator would take away their own role.
    case ownAdminRole
    /// Another instance carries out the request with this idempotency key.
    case claimLost
    /// The signing keys have not been read yet.
    case noSigningKey
    /// The key file cannot be used; the words are for the person who starts the service.
    case keyFile(String)
    /// A sealed secret does not open.
    case sealed(String)
    /// A row does not hold what the schema says.
    case damagedRow(String)
}
