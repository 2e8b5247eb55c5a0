/// The names of months and days in English.
enum DateTimeNames {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// The names of a component, the first for 1; nil when it has none.
    static func names(of component: Character) -> [String]? {
        switch component {
        case "M", "x": months
        case "F": days
        default: nil
        }
    }
}
