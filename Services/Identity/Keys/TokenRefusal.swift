/// Why a token is not taken.
enum TokenRefusal: Error, Equatable {
    case invalid(String)
    case expired
}
